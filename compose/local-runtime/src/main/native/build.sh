#!/bin/sh
# Compiles the stand-in libraries into the module's resources. Needs gcc on linux-amd64.
set -eu
cd "$(dirname "$0")"
out=../resources/io/millrace/local/native/linux-amd64
mkdir -p "$out"
for name in aio numa; do
  gcc -shared -fPIC -O2 -Wall -Werror -s -Wl,--build-id=none \
    -Wl,--version-script="$name.map" -Wl,-soname,"lib$name.so.1" \
    -o "$out/lib$name.so.1" "$name.c"
done
