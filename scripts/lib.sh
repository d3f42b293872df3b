# Sourced by the scripts beside it: one virtual environment in the project, made on first use.
# A changed pyproject.toml installs again; nothing else does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

environment() { # environment [EXTRA]: make .venv with the package and the named extra
    local extra=${1:-} stamp
    stamp=".venv/.installed${extra:+-$extra}"
    if [ ! -x .venv/bin/python ]; then
        python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
            echo "pos-emulator needs Python 3.11 or newer; this is $(python3 --version 2>&1)." >&2
            exit 5
        }
        python3 -m venv .venv || {
            echo "python3 -m venv failed; on Debian and Ubuntu install the package python3-venv." >&2
            exit 5
        }
    fi
    if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
        echo "Installing into .venv (first use, or pyproject.toml changed) ..." >&2
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".${extra:+[$extra]}" >&2
        touch "$stamp"
    fi
}
