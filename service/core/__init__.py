"""The pure core: text in, values out. No clock, files, network, third party or binary fractions.

Reading order: types, text, grammar, source, claims, check, audit, flags, wire.
"""
