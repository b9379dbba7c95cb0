#!/bin/sh
# How these files were made, once, with openssl 3.0, ssh-keygen and keytool. The tests read the files and run none of this: other keys
# and other salts would be other files. One certificate, used nowhere; the password is Secret1 unless the name of the file says otherwise.
set -e
w=$(mktemp -d)
pfx() { openssl pkcs12 -export -inkey "$w/k.pem" -in "$w/c.pem" "$@"; }
key() { name=$1; shift; openssl pkcs8 -topk8 -in "$w/k.pem" -out "$w/x.pem" "$@"; cat "$w/x.pem" "$w/c.pem" > "$name"; }
old() { openssl ec -in "$w/ecp.pem" "-$1" -passout pass:Secret1 -out "$w/x.pem"; cat "$w/x.pem" "$w/c.pem" > "traditional-$1.pem"; }

openssl ecparam -name prime256v1 -genkey -out "$w/ecp.pem"
openssl pkcs8 -topk8 -nocrypt -in "$w/ecp.pem" -out "$w/k.pem"
openssl ecparam -name prime256v1 -genkey -noout -out "$w/ca.key"
openssl req -x509 -key "$w/ca.key" -out "$w/ca.pem" -days 36500 -subj "/CN=Test authority"
openssl req -new -key "$w/k.pem" -subj "/CN=throw away" -out "$w/r.pem"
openssl x509 -req -in "$w/r.pem" -CA "$w/ca.pem" -CAkey "$w/ca.key" -CAcreateserial -days 36500 -out "$w/c.pem"

pfx -certfile "$w/ca.pem" -name web -caname web -passout pass:Secret1 -out one-friendly-name.pfx
pfx -passout pass:Secret1 -legacy -out legacy.pfx
pfx -passout pass:Secret1 -nomac -out without-seal.pfx
pfx -passout pass:Secret1 -certpbe NONE -out certificate-open.pfx
pfx -passout pass:Secret1 -certpbe NONE -keypbe NONE -nomac -out all-open.pfx
pfx -passout 'pass:pw€' -out password-utf8.pfx
pfx -passout "pass:$(printf 'pw\200')" -out password-windows-1252.pfx
pfx -passout "pass:$(printf '\257\340\245')" -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -out password-866.pfx
pfx -passout pass: -out "$w/none.pfx"
pfx -passout pass:Secret1 -out "$w/p.pfx"
keytool -importkeystore -srckeystore "$w/p.pfx" -srcstorepass Secret1 -destkeystore keytool.p12 -deststoretype PKCS12 -deststorepass Secret1
keytool -importkeystore -srckeystore "$w/p.pfx" -srcstorepass Secret1 -destkeystore keystore.jks -deststoretype JKS -deststorepass Secret1

(printf '\377\376'; base64 -w0 "$w/none.pfx" | iconv -t utf-16le) > base64-utf16le.txt
(printf '\376\377'; base64 "$w/none.pfx" | iconv -t utf-16be) > base64-utf16be.txt
(printf '\377\376'; cat "$w/k.pem" "$w/c.pem" | sed 's/$/\r/' | iconv -t utf-16le) > pem-utf16le.pem
cat "$w/k.pem" "$w/c.pem" | iconv -t utf-16le > pem-utf16le-without-mark.pem
# As certutil -encode writes it.
(echo '-----BEGIN CERTIFICATE-----'; base64 -w64 "$w/p.pfx"; echo '-----END CERTIFICATE-----') | sed 's/$/\r/' > certutil-encode.txt

key scrypt.pem -scrypt -passout pass:Secret1
key scrypt-aes128.pem -scrypt -scrypt_N 64 -v2 aes-128-cbc -passout pass:Secret1
# scrypt-too-dear.pem is scrypt.pem with 127 as its parallelization.
key pkcs8-3des.pem -v1 PBE-SHA1-3DES -passout pass:Secret1
key pkcs8-md5-des.pem -v1 PBE-MD5-DES -provider legacy -provider default -passout pass:Secret1
key pkcs8-sha512.pem -v2 aes-256-cbc -v2prf hmacWithSHA512 -passout pass:Secret1
key pkcs8-aria.pem -v2 aria-256-cbc -passout pass:Secret1
# pkcs8-unknown.pem is pkcs8-aria.pem with 127 as the last number of its cipher.
key password-windows-1250.pem -passout "pass:$(printf 'g\352\234\277\271')"
old aes256; old aes128; old des3; old camellia256

openssl dhparam -dsaparam -out "$w/dh.pem" 1024; cat "$w/c.pem" "$w/k.pem" "$w/dh.pem" > dh-parameters.pem
openssl x509 -in "$w/c.pem" -trustout -addtrust serverAuth -setalias web -out "$w/t.pem"; cat "$w/t.pem" "$w/k.pem" > trusted.pem
openssl pkcs12 -in one-friendly-name.pfx -passin pass:Secret1 -nodes -out bag-attributes.pem
(openssl x509 -in "$w/c.pem" -text; openssl ec -in "$w/ecp.pem" -text) > text-around.pem
cat "$w/ecp.pem" "$w/c.pem" > ec-parameters.pem
cat "$w/k.pem" "$w/c.pem" | tr '\n' ' ' > one-line.pem
cat "$w/k.pem" "$w/c.pem" | awk '{printf "%s\\n", $0}' > escaped-line-ends.pem
cat "$w/k.pem" "$w/c.pem" | sed 's/^/    /' > indented.pem
cat "$w/c.pem" "$w/k.pem" "$w/c.pem" "$w/ca.pem" > certificate-twice.pem
openssl crl2pkcs7 -nocrl -certfile "$w/c.pem" -certfile "$w/ca.pem" -out "$w/p7.pem"; cat "$w/k.pem" "$w/p7.pem" > pkcs7.pem
openssl crl2pkcs7 -nocrl -certfile "$w/c.pem" -outform DER -out certificates-only.p7b
cat "$w/c.pem" "$w/r.pem" > request.pem
openssl genpkey -algorithm ed25519 -out "$w/ed.key"; openssl req -x509 -key "$w/ed.key" -subj /CN=ed -days 36500 -out "$w/ed.pem"; cat "$w/ed.key" "$w/ed.pem" > ed25519.pem
ssh-keygen -q -t rsa -b 1024 -N '' -f "$w/ssh"; cat "$w/ssh" "$w/c.pem" > openssh.pem
openssl req -x509 -key "$w/k.pem" -days 36500 -subj /CN=enc -addext keyUsage=critical,keyEncipherment -out "$w/ku.pem"; cat "$w/k.pem" "$w/ku.pem" > no-signature.pem
head -c 700 "$w/p.pfx" > cut.pfx
cat "$w/k.pem" "$w/c.pem" | head -n -2 > cut.pem
printf '<!DOCTYPE html><html><body>Sign in</body></html>' > sign-in.html
