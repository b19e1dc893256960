-- The event tables follow Marten's conventions to the letter: names, types, defaults, keys, indexes.
-- A column or index of our own here would be dropped by Marten's migrator, so what is ours stands in other tables.
create sequence mt_events_sequence;

create table mt_streams (
    id           varchar      not null,
    type         varchar      null,
    version      bigint       null,
    timestamp    timestamptz  not null default now(),
    created      timestamptz  not null default now(),
    tenant_id    varchar      null default '*DEFAULT*',
    is_archived  boolean      null default false,
    constraint pkey_mt_streams_id primary key (id)
);

create table mt_events (
    seq_id          bigint        not null,
    id              uuid          not null,
    stream_id       varchar       null,
    version         bigint        not null,
    data            jsonb         not null,
    bdata           bytea         null,
    type            varchar(500)  not null,
    timestamp       timestamptz   not null default now(),
    tenant_id       varchar       null default '*DEFAULT*',
    mt_dotnet_type  varchar       null,
    is_archived     boolean       null default false,
    constraint pkey_mt_events_seq_id primary key (seq_id)
);

alter table mt_events
    add constraint fkey_mt_events_stream_id foreign key (stream_id) references mt_streams (id) on delete cascade;

create unique index pk_mt_events_stream_and_version on mt_events (stream_id, version);

alter sequence mt_events_sequence owned by mt_events.seq_id;

create table mt_event_progression (
    name          varchar      not null,
    last_seq_id   bigint       null,
    last_updated  timestamptz  null default transaction_timestamp(),
    constraint pk_mt_event_progression primary key (name)
);

insert into mt_streams (id, version) values ('ledger', 0), ('consensus', 0);
