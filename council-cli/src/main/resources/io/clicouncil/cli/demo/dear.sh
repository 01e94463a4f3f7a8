#!/bin/sh
# A dear agent that is right, too.
cat >/dev/null
echo 'rewriting slug.sh'
cat >slug.sh <<'SCRIPT'
#!/bin/sh
# Prints its arguments as a slug for a web address: lower case, words joined by single dashes.
lower=$(printf '%s' "$*" | tr '[:upper:]' '[:lower:]')
dashed=$(printf '%s' "$lower" | tr -c 'a-z0-9' '-' | tr -s -)
trimmed=${dashed#-}
printf '%s' "${trimmed%-}"
SCRIPT
echo '{"cost_usd": 0.40, "input_tokens": 42000, "output_tokens": 3100, "message": "slug.sh is rewritten"}'
