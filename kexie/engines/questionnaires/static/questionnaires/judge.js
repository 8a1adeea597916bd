/* The verdict on answers, as `rules/judging.py` gives it: the same program (rules/checks.py), the same names, the same
   order. Numbers are exact fractions of BigInt. No document in here: `judge(program, typed)` is all there is to call. */
"use strict";

const Judge = (() => {
  const BLANK = " \\t\\n\\v\\f\\r\\u00a0\\u2028\\u2029\\u3000\\ufeff";
  const ENDS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
  const INSIDE = new RegExp(`[${BLANK}]`, "g");
  const UNSEEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const NUMBER = /^([+-]?)([0-9]{1,40})(?:\.([0-9]{0,40}))?$/;
  const GROUPED = /^[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?$/;
  const DAY = /^(?:([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2}))$/;
  const TIME = /^([0-9]{1,2})[:时点]([0-9]{2})分?$/;
  const CODE = /^[0-9A-Za-z_-]{1,40}$/;
  const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const MAX_DIGITS = 15;
  const MAX_DECIMALS = 6;
  const NUMERIC = new Set(["number", "money", "rating", "nps", "computed"]);
  const REQUIRED = {
    choice: "required_choice", choices: "required_choices", order: "required_choices", files: "required_files",
  };

  class Wrong extends Error {
    constructor(word, facts = {}, message = "") {
      super(word);
      Object.assign(this, { word, facts, message });
    }
  }

  /* Exact fractions: [numerator, denominator], the denominator above zero. */
  const fraction = (text) => {
    const found = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
    const decimals = found[3] || "";
    const whole = BigInt(found[2] + decimals);
    return [found[1] ? -whole : whole, 10n ** BigInt(decimals.length)];
  };
  const OPERATIONS = {
    "+": ([a, b], [c, d]) => [a * d + c * b, b * d],
    "-": ([a, b], [c, d]) => [a * d - c * b, b * d],
    "*": ([a, b], [c, d]) => [a * c, b * d],
    "/": ([a, b], [c, d]) => (c < 0n ? [-a * d, -b * c] : [a * d, b * c]),
  };
  const order = (x, y) => {
    if (Array.isArray(x)) {
      const difference = OPERATIONS["-"](x, y)[0];
      return difference < 0n ? -1 : Number(difference > 0n);
    }
    return x < y ? -1 : Number(x > y);
  };
  const rounded = ([numerator, denominator], decimals) => {
    const scale = 10n ** BigInt(decimals);
    const size = numerator < 0n ? -numerator : numerator;
    const whole = ((size * scale * 2n) / denominator + 1n) / 2n;
    let text = String(whole / scale);
    const rest = String(whole % scale).padStart(decimals, "0").replace(/0+$/, "");
    if (decimals && rest) text += `.${rest}`;
    return numerator < 0n && whole ? `-${text}` : text;
  };

  const COMPARISONS = {
    "=": (left, right) => order(left, right) === 0,
    "!=": (left, right) => order(left, right) !== 0,
    "<": (left, right) => order(left, right) < 0,
    "<=": (left, right) => order(left, right) <= 0,
    ">": (left, right) => order(left, right) > 0,
    ">=": (left, right) => order(left, right) >= 0,
  };
  const size = (answer) => (Array.isArray(answer) ? answer.length : Object.keys(answer || {}).length);

  function evaluate(expression, answers, kinds) {
    const [word, ...parts] = expression;
    const answer = answers[parts[0]];
    switch (word) {
      case "number": return fraction(parts[0]);
      case "text": return parts[0];
      case "ref":
        if (typeof answer !== "string") return null;
        return NUMERIC.has(kinds[parts[0]]) ? fraction(answer) : answer;
      case "answered": return answer !== undefined;
      case "chosen": return Array.isArray(answer) ? answer.includes(parts[1]) : answer === parts[1];
      case "count": return [BigInt(size(answer)), 1n];
      case "and": return parts.every((part) => evaluate(part, answers, kinds));
      case "or": return parts.some((part) => evaluate(part, answers, kinds));
      case "not": return !evaluate(parts[0], answers, kinds);
      case "if": return evaluate(evaluate(parts[0], answers, kinds) ? parts[1] : parts[2], answers, kinds);
    }
    const values = parts.map((part) => evaluate(part, answers, kinds));
    if (word in COMPARISONS) {
      if (values.includes(null)) return word === "!=";
      return COMPARISONS[word](values[0], values[1]);
    }
    return calculate(word, values);
  }

  function calculate(word, values) {
    const given = values.filter((value) => value !== null);
    if (word === "min" || word === "max") {
      const sign = word === "min" ? 1 : -1;
      return given.reduce((best, value) => (best === null || order(value, best) * sign < 0 ? value : best), null);
    }
    if (given.length < values.length) return null;
    if (word === "/" && given.slice(1).some(([numerator]) => numerator === 0n)) return null;
    return given.reduce(OPERATIONS[word]);
  }

  const tidy = (text) => text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(LONE, "\ufffd").replace(UNSEEN, "").replace(ENDS, "");
  const narrow = (text) => tidy(text)
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ").replace(/\u3002/g, ".");
  const tight = (text) => narrow(text).replace(INSIDE, "");
  const count = (text) => Array.from(text).length;
  const texts = (typed, name) => (Object.hasOwn(typed, name) ? typed[name] : []).map(tidy).filter((text) => text);
  const one = (typed, name) => texts(typed, name)[0] || "";

  function choice(check, name, typed) {
    const chosen = texts(typed, name);
    if (!chosen.length) return null;
    if (chosen.length > 1 || !check.choices.includes(chosen[0])) throw new Wrong("unknown");
    return chosen[0];
  }

  function chosen(check, name, typed) {
    const keys = texts(typed, name);
    if (keys.some((key) => !check.choices.includes(key))) throw new Wrong("unknown");
    if (new Set(keys).size < keys.length) throw new Wrong("repeated");
    if (keys.length && keys.length < check.least) throw new Wrong("few", { least: check.least, count: keys.length });
    if (keys.length > check.most) throw new Wrong("many", { most: check.most, count: keys.length });
    return keys;
  }

  function choices(check, name, typed) {
    const keys = chosen(check, name, typed);
    const single = check.alone.find((key) => keys.includes(key));
    if (single !== undefined && keys.length > 1) throw new Wrong("alone", { label: check.labels[single] });
    return check.choices.filter((key) => keys.includes(key));
  }

  function ownWords(check, key, typed, answer) {
    const own = (check.own || []).find((one) => one === answer || (Array.isArray(answer) && answer.includes(one)));
    if (own === undefined) return {};
    const words = one(typed, `${key}.other`);
    if (!words) throw new Wrong("own_words", { label: check.labels[own] });
    if (count(words) > check.own_most) throw new Wrong("long", { most: check.own_most, count: count(words) });
    return { [`${key}.other`]: words };
  }

  function rows(check, name, typed) {
    const cells = {};
    for (const row of check.rows) {
      const cell = SHAPES[check.cell.shape](check.cell, `${name}.${row}`, typed);
      if (cell !== null && cell.length) cells[row] = cell;
    }
    return cells;
  }

  function number(check, name, typed) {
    const text = tight(one(typed, name));
    if (!text) return null;
    const found = NUMBER.exec(GROUPED.test(text) ? text.replace(/,/g, "") : text);
    if (!found) throw new Wrong("number");
    const whole = found[2].replace(/^0+/, "") || "0";
    const decimals = (found[3] || "").replace(/0+$/, "");
    if (whole.length > MAX_DIGITS || decimals.length > MAX_DECIMALS) throw new Wrong("number");
    if (decimals.length > check.decimals) {
      throw check.decimals ? new Wrong("decimals", { most: check.decimals }) : new Wrong("whole");
    }
    const size = decimals ? `${whole}.${decimals}` : whole;
    const value = found[1] === "-" && size !== "0" ? `-${size}` : size;
    if (order(fraction(value), fraction(check.least)) < 0) throw new Wrong("small", { least: check.least });
    if (order(fraction(value), fraction(check.most)) > 0) throw new Wrong("large", { most: check.most });
    return value;
  }

  function day(check, name, typed) {
    const text = tight(one(typed, name));
    if (!text) return null;
    const found = DAY.exec(text);
    if (!found) throw new Wrong("day");
    const [year, month, date] = [1, 2, 3].map((at) => Number(found[at] || found[at + 3]));
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    if (month < 1 || month > 12 || date < 1 || date > DAYS[month - 1] + Number(isLeap && month === 2)) {
      throw new Wrong("day");
    }
    const pad = (value, width) => String(value).padStart(width, "0");
    const written = `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
    if (written < check.least) throw new Wrong("early", { least: check.least });
    if (written > check.most) throw new Wrong("late", { most: check.most });
    return written;
  }

  function time(check, name, typed) {
    const text = tight(one(typed, name));
    if (!text) return null;
    const found = TIME.exec(text);
    if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) throw new Wrong("time");
    const written = `${found[1].padStart(2, "0")}:${found[2]}`;
    if (written < check.least) throw new Wrong("before", { least: check.least });
    if (written > check.most) throw new Wrong("after", { most: check.most });
    return written;
  }

  function text(check, name, typed) {
    let words = one(typed, name);
    if (!check.lines) words = words.replace(/[\n\t]+/g, " ");
    if (check.tight) words = tight(words);
    if (check.upper) words = words.toUpperCase();
    if (!words) return null;
    if (count(words) < check.least) throw new Wrong("short", { least: check.least });
    if (count(words) > check.most) throw new Wrong("long", { most: check.most, count: count(words) });
    const isRight = !("pattern" in check) || new RegExp(`^(?:${check.pattern})$`, "u").test(words);
    if (!isRight || (check.digit && !DIGITS[check.digit](words))) throw new Wrong(check.fault, {}, check.message);
    return words;
  }

  function code(check, name, typed) {
    const word = tight(one(typed, name));
    if (word && !CODE.test(word)) throw new Wrong("code");
    return word || null;
  }

  function files(check, name, typed) {
    const codes = texts(typed, name);
    if (!codes.every((word) => CODE.test(word))) throw new Wrong("code");
    if (new Set(codes).size < codes.length) throw new Wrong("repeated");
    if (codes.length && codes.length < check.least) {
      throw new Wrong("few_files", { least: check.least, count: codes.length });
    }
    if (codes.length > check.most) throw new Wrong("many_files", { most: check.most, count: codes.length });
    return codes;
  }

  const SHAPES = { choice, choices, order: chosen, rows, number, day, time, text, code, files };
  const DIGITS = {
    identity: (word) => {
      const total = IDENTITY_WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(word[at]), 0);
      return "10X98765432"[total % 11] === word[17];
    },
    uscc: (word) => {
      let [total, weight] = [0, 1];
      for (const digit of word.slice(0, 17)) {
        total += USCC_DIGITS.indexOf(digit) * weight;
        weight = (weight * 3) % 31;
      }
      return USCC_DIGITS[(31 - (total % 31)) % 31] === word[17];
    },
  };

  function answer(step, typed, answers, kinds) {
    if (step.kind === "computed") {
      const value = evaluate(step.formula, answers, kinds);
      return Array.isArray(value) ? { [step.key]: rounded(value, step.decimals) } : {};
    }
    const check = step.check;
    const given = SHAPES[check.shape](check, step.key, typed);
    const found = given === null ? 0 : typeof given === "string" ? 1 : size(given);
    if (!found) {
      if (step.required) throw new Wrong(REQUIRED[check.shape] || "required");
      return {};
    }
    if (check.shape === "rows" && step.required && found < check.rows.length) {
      throw new Wrong("required_rows", { count: check.rows.length - found });
    }
    return { [step.key]: given, ...ownWords(check, step.key, typed, given) };
  }

  /* Returns {answers, faults, shown}; what is not shown is neither asked nor kept. */
  function judge(program, typed) {
    const verdict = { answers: Object.create(null), faults: Object.create(null), shown: [] }; // a key may be "constructor"
    const kinds = Object.create(null);
    for (const step of program.items) kinds[step.key] = step.kind;
    let isOpen = true;
    for (const step of program.items) {
      const holds = !step.when.length || Boolean(evaluate(step.when, verdict.answers, kinds));
      if (step.kind === "page") {
        isOpen = holds;
        continue;
      }
      if (!isOpen || !holds) continue;
      verdict.shown.push(step.key);
      if (step.kind === "note") continue;
      try {
        Object.assign(verdict.answers, answer(step, typed, verdict.answers, kinds));
      } catch (wrong) {
        if (!(wrong instanceof Wrong)) throw wrong;
        const message = step.told && Object.hasOwn(step.told, wrong.word) ? step.told[wrong.word] : wrong.message;
        verdict.faults[step.key] = { word: wrong.word, facts: wrong.facts, message };
      }
    }
    return verdict;
  }

  /* A fault's sentence, from the words that the page brings (rules/checks.py). */
  const sentence = (fault, words) => fault.message
    || words[fault.word].replace(/\{(\w+)\}/g, (_, name) => fault.facts[name]);

  return { judge, sentence, tidy };
})();

if (typeof module !== "undefined") module.exports = Judge;
