"""What makes the journal believable to a stranger: chain, tree, signatures, receipts, fold.

Everything here is pure: time, keys and random bytes are passed in, nothing is opened.
"""
