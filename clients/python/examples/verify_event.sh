#!/bin/sh
# Says whether an event is genuine: verify_event.sh SECRET ID TIMESTAMP SIGNATURE < event.json
set -eu
secret=$1 id=$2 timestamp=$3 signature=$4
body=$(cat; printf x) # the x keeps line ends at the end of the body
body=${body%x}

key=$(printf %s "${secret#whsec_}" | base64 -d | od -An -tx1 | tr -d ' \n')
expected=v1,$(printf '%s.%s.%s' "$id" "$timestamp" "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
[ "$expected" = "$signature" ] && echo genuine
# end
