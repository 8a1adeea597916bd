# Shared by bin/demo and bin/test: finds Python, keeps the virtual environment, installs what is missing.
# Sourced from the repository's root, under `set -euo pipefail`.
# shellcheck shell=bash

venv=${KEXIE_VENV:-$PWD/.venv}
export PIP_DISABLE_PIP_VERSION_CHECK=1
export PYTHONUTF8=1 # files are UTF-8, whatever the terminal's locale

say() { printf '%s\n' "$@" >&2; }
stop() { say "$@"; exit 1; }

# Runs a command as root: directly, or with sudo where that asks no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# install_packages NAME...: Debian packages, silently unless it fails.
install_packages() {
  say "正在安装系统软件包 / installing: $*"
  local log
  log=$(mktemp)
  local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get)
  if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

has_fonts() { [ -n "$(fc-list :lang=zh-cn family 2>/dev/null | head -n 1)" ]; }

# Chinese fonts for PDFs and pictures, from the system; without them the rest works.
offer_fonts() {
  has_fonts && return
  if can_install; then install_packages fontconfig fonts-noto-cjk || true; fi
  has_fonts || say "提示：没有找到中文字体，暂时不能生成 PDF。请安装 fonts-noto-cjk（Debian：sudo apt-get install fontconfig fonts-noto-cjk）后重新启动。" \
    "No Chinese font was found: PDFs cannot be made until fonts-noto-cjk is installed."
}

# Prints the first Python that is new enough. One that is named may be a stub without a version behind it.
find_python() {
  local name
  for name in python3.11 python3.12 python3.13 python3.14 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
  return 1
}

has_uv() { uv --version >/dev/null 2>&1; }

is_sound() {
  "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 &&
    { has_uv || "$venv/bin/python" -m pip --version >/dev/null 2>&1; }
}

make_venv() {
  is_sound && return
  local python
  if ! python=$(find_python) && can_install; then
    install_packages python3 python3-venv || true
  fi
  python=$(find_python) ||
    stop "需要 Python 3.11 或更新的版本，请先安装。" "Python 3.11 or newer is needed; please install it first."
  say "正在创建 Python 环境 / creating $venv"
  if has_uv; then
    uv venv --quiet --clear --python "$python" "$venv"
    return
  fi
  "$python" -m venv --clear "$venv" >/dev/null 2>&1 && return
  local version
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if can_install && { install_packages "python$version-venv" || install_packages python3-venv; }; then
    "$python" -m venv --clear "$venv" && return
  fi
  stop "缺少 Python 的 venv 模块。Debian/Ubuntu 请运行：sudo apt-get install python$version-venv" \
    "Python's venv module is missing. On Debian/Ubuntu: sudo apt-get install python$version-venv"
}

# require FILE: the virtual environment with exactly what that file pins; nothing to do if the file did not change.
require() {
  make_venv
  local digest stamp=$venv/installed-${1%.txt}
  digest=$("$venv/bin/python" -c 'import hashlib; print(hashlib.sha256(open(0, "rb").read()).hexdigest())' <"$1")
  if [ "$(cat "$stamp" 2>/dev/null || true)" != "$digest" ]; then
    say "正在安装 Python 软件包 / installing $1"
    local done=0
    if has_uv; then
      uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$1" || done=$?
    else
      "$venv/bin/python" -m pip install --quiet --require-hashes -r "$1" || done=$?
    fi
    [ "$done" = 0 ] ||
      stop "Python 软件包没有装上，请检查网络或 pip 的镜像设置后再试。" \
        "Installing the Python packages failed; please check the network and try again."
    printf '%s\n' "$digest" >"$stamp"
  fi
  export PATH=$venv/bin:$PATH
}
