#!/bin/sh
# The checks of slug.sh.
expect() {
  got=$(sh ./slug.sh "$2")
  [ "$got" = "$1" ] || { echo "slug '$2': expected '$1', got '$got'"; exit 1; }
}
expect hello-world 'Hello World'
expect a-b 'a  b'
expect c-council 'C++ Council!'
echo 'all checks passed'
