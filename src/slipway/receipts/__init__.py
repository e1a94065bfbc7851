"""Signed receipts of graded submissions: made, verified with public keys alone, and reproduced.

`claims` says what a receipt states, `signing` signs and verifies it, `receipt_file` is what people download,
`plain_words` what they read. These four and `key_source` know no Django, no database and no settings, so that
`slipway verify-receipt` works anywhere. `issuing` writes a receipt when a submission was graded, `public_keys` keeps
what verifies it, `reproducing` grades again.
"""
