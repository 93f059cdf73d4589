#!/bin/sh
# Serves a model on this machine's processor by OpenVINO, OpenAI-compatible: benchmarks/openvino/serve.sh FOLDER MODEL.gguf PORT.
# Installs and converts once, into FOLDER. Takes python3 with pip. For measurement only.
set -eu

if [ $# -ne 3 ]; then
    echo "serve.sh: which model, and where? Maybe benchmarks/openvino/serve.sh /tmp/openvino ~/.emend/models/qwen2.5-coder-1.5b.gguf 8181" >&2
    exit 2
fi
here=$(cd "${0%/*}" && pwd -P)
mkdir -p "$1"
python=$1/venv/bin/python
if [ ! -f "$1/venv/installed" ]; then
    python3 -m venv "$1/venv"
    "$python" -m pip install -q -r "$here/requirements.txt"
    touch "$1/venv/installed"
fi
[ -f "$1/model/openvino_model.xml" ] || "$python" "$here/convert.py" "$2" "$1/model"
exec "$python" "$here/serve.py" "$1/model" "$3"
