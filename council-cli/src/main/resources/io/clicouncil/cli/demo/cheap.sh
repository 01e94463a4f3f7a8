#!/bin/sh
# A cheap agent that is right, after its provider turned the first attempt away.
cat >/dev/null
if [ "$COUNCIL_ATTEMPT" = 1 ]; then
  echo 'the provider says: too many requests'
  echo '{"failure": "RATE_LIMITED", "retry_after_seconds": 1, "message": "too many requests, try again in a second"}'
  exit 1
fi
echo 'replacing every run of other signs by one dash'
sed -i.bak "s/^printf.*/printf '%s' \"\$*\" | tr '[:upper:]' '[:lower:]' | tr -cs 'a-z0-9' '[-*]' | sed 's,^-,,; s,-\$,,'/" slug.sh && rm -f slug.sh.bak
echo '{"cost_usd": 0.02, "input_tokens": 1800, "output_tokens": 240, "message": "slugs are clean now"}'
