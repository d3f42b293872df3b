"""Guided walkthroughs: a coach beside the real terminal. Pure of any window.

A lesson is a keypad script that passes as a test. Its background is the coach's, its one scenario the
trainee's, but for what the host, the line and the customer do. `Marker` tells the situation, in every
mode; `Say`, `Because` and `Hint` teach; `Weight` and `Critical` mark; a scenario with the tag
`onlooker` has somebody look over the shoulder of who types a secret.
"""
