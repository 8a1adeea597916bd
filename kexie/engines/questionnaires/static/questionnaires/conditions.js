/* Conditions and formulas between the lists that are kept (rules/expressions.py) and the simple sentences that makers
   choose from. No document in here. A condition that no simple sentence says is left as it is: `parse` gives null. */
"use strict";

const Conditions = (() => {
  const ORDER = { "=": "等于", "!=": "不等于", ">": "大于", ">=": "不小于", "<": "小于", "<=": "不大于" };
  const DAYS = { "=": "是", "!=": "不是", ">": "晚于", ">=": "不早于", "<": "早于", "<=": "不晚于" };
  const TEXTS = { "=": "是", "!=": "不是" };
  const CHOSEN = { chosen: "选了", unchosen: "没有选" };
  const GIVEN = { answered: "已经填写", unanswered: "没有填写" };
  const WORDS = { "+": "相加", "-": "相减", "*": "相乘", "/": "相除", max: "取最大的", min: "取最小的" };

  /* What can be said of a question of some kind: words by sign, the simplest first. */
  function signs(info) {
    if (info.listed) return { ...CHOSEN, ...GIVEN };
    if (info.numeric) return { ...ORDER, ...GIVEN };
    if (info.ordered) return { ...DAYS, ...GIVEN };
    if (info.textual && info.kind !== "region") return { ...TEXTS, ...GIVEN };
    return GIVEN;
  }

  const needsValue = (sign) => !(sign in GIVEN);

  function leaf({ question, sign, value }, info) {
    if (sign === "answered") return ["answered", question];
    if (sign === "unanswered") return ["not", ["answered", question]];
    if (sign === "chosen") return ["chosen", question, value];
    if (sign === "unchosen") return ["not", ["chosen", question, value]];
    return [sign, ["ref", question], [info(question).numeric ? "number" : "text", value]];
  }

  function parseLeaf(expression, info) {
    const [word, first, second] = expression;
    const isNot = word === "not";
    const inner = isNot ? first : expression;
    if (inner[0] === "answered") return { question: inner[1], sign: isNot ? "unanswered" : "answered", value: "" };
    if (inner[0] === "chosen") return { question: inner[1], sign: isNot ? "unchosen" : "chosen", value: inner[2] };
    if (!(word in ORDER) || first[0] !== "ref" || !["number", "text"].includes(second[0])) return null;
    const kind = info(first[1]);
    if (!kind) return null;
    if (kind.listed) {
      if (!(word in TEXTS) || second[0] !== "text") return null;
      return { question: first[1], sign: word === "=" ? "chosen" : "unchosen", value: second[1] };
    }
    return word in signs(kind) ? { question: first[1], sign: word, value: second[1] } : null;
  }

  /* {join: "and" | "or", parts: [{question, sign, value}]}, or null for what is not said so simply. */
  function parse(expression, info) {
    if (!expression || !expression.length) return { join: "and", parts: [] };
    const isJoined = expression[0] === "and" || expression[0] === "or";
    const leaves = isJoined ? expression.slice(1) : [expression];
    const parts = leaves.map((one) => parseLeaf(one, info));
    return parts.includes(null) ? null : { join: isJoined ? expression[0] : "and", parts };
  }

  function build({ join, parts }, info) {
    const leaves = parts.map((part) => leaf(part, info));
    if (!leaves.length) return [];
    return leaves.length === 1 ? leaves[0] : [join, ...leaves];
  }

  /* The questions that an expression asks about. */
  function references(expression) {
    if (["ref", "answered", "chosen", "count"].includes(expression[0])) return [expression[1]];
    return expression.slice(1).flatMap((part) => (Array.isArray(part) ? references(part) : []));
  }

  /* {word, parts: [{question} | {number}]}, or null. */
  function parseFormula(expression) {
    if (!expression || !expression.length) return { word: "+", parts: [] };
    const [word, ...operands] = expression;
    if (!(word in WORDS)) return null;
    const parts = operands.map((one) => {
      if (one[0] === "ref") return { question: one[1] };
      return one[0] === "number" ? { number: one[1] } : null;
    });
    return parts.includes(null) ? null : { word, parts };
  }

  const buildFormula = ({ word, parts }) => (parts.length
    ? [word, ...parts.map((one) => ("question" in one ? ["ref", one.question] : ["number", one.number]))] : []);

  return { WORDS, signs, needsValue, parse, build, references, parseFormula, buildFormula };
})();

if (typeof module !== "undefined") module.exports = Conditions;
