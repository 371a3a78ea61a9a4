"""From the bytes of a pack to values: each mistake is noted, none is passed over.

What a pack's folder holds:

pack.toml
    id (the folder's name), version, source; issued (a day) where the text prints one, and left out
    where it prints none; title and issuer as tables of zh and en; any number of [[article]] with
    number and title.
clauses/*.toml
    [[clause]] with number, locator, says.zh, says.en; exactly one effect, such as
    refuse = "matter.topic.constraint"; where needed mode, since, until, figures and
    [[clause.example]] (name, act with do, given, refused).
    A figure is one value, a list of { from, value }, a gap { unset = true }, or a gap that a
    parameter fills { set_by = "…" }. Stages are best written as [[clause.figures.stages]]; a role
    or rank that the text does not print is left out.
roles.toml
    [role.code] (zh, en, scope, outside, personal, exclusive_with) and [audience.code] (zh, en and
    either any_of or all_of).
levels.toml
    [[scheme]] (id, zh, en) with [[scheme.level]] (code, zh, en, rank, standing, maps_to), and
    [[tier]] (code, zh, en, rank, level).
parameters.toml
    [parameter.code] (zh, en, kind, proposal, stricter).
groups.toml
    [sort] with code = [narrower codes]: whoever allows the code allows each of them.
terms.toml
    [sort.code] with zh and en.

The base pack alone also has rules.jsonl and fields.toml: which rules there are and what a
condition may ask is for the program to say.
"""
