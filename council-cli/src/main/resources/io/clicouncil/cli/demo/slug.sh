#!/bin/sh
# Prints its arguments as a slug for a web address: lower case, words joined by single dashes.
printf '%s' "$*" | tr '[:upper:] ' '[:lower:]-'
