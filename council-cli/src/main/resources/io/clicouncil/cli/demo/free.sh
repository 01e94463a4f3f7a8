#!/bin/sh
# An agent that costs nothing and is wrong: it handles double spaces and forgets every other sign.
cat >/dev/null
echo 'squeezing the spaces'
sed -i.bak "s/^printf.*/printf '%s' \"\$*\" | tr '[:upper:] ' '[:lower:]-' | tr -s -/" slug.sh && rm -f slug.sh.bak
echo '{"cost_usd": 0, "message": "double spaces are handled"}'
