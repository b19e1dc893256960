-- Bodies of accepted proposals until their block is committed: one row for each append, the bodies packed in it.
create table proposal_bodies (
    number   bigint  not null,
    version  bigint  not null,
    bodies   bytea   not null,
    constraint pk_proposal_bodies primary key (number, version)
);
alter table proposal_bodies alter column bodies set storage external;

-- From which version on the consensus stream still matters, so that a start need not read a long journal; one row.
create table journal_mark (
    only_row       boolean   not null default true,
    committed      bigint    not null,
    version        bigint    not null,
    view_versions  bigint[]  not null,
    constraint pk_journal_mark primary key (only_row),
    constraint ck_journal_mark_only_row check (only_row)
);
