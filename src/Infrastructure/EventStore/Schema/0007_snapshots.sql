-- The blocks that decided who seals later heights, with everything that they wrote when they wrote the governance record: what a
-- node that starts from a snapshot needs to see for itself who sealed it. Header and seals again, because a store that began with
-- a snapshot has them of blocks that it does not hold.
create table epoch_proofs (
    number  bigint  not null,
    header  bytea   not null,
    seals   bytea   not null,
    constraint pk_epoch_proofs primary key (number)
);
create table epoch_proof_writes (
    block_number  bigint  not null,
    key           bytea   not null,
    value         bytea   not null,
    constraint pk_epoch_proof_writes primary key (block_number, key)
);
insert into epoch_proofs (number, header, seals)
    select b.number, b.header, b.seals from blocks b where b.number > 0 and b.number in (
        select s.block_number from state_versions s where s.key = '\x010000000000000000000000000000000000001000');
insert into epoch_proof_writes (block_number, key, value)
    select s.block_number, s.key, s.value from state_versions s where s.block_number in (select number from epoch_proofs);

-- The snapshot that the store began with, projected from the event; one row, none in a store that holds every block.
create table snapshot_base (
    only_row       boolean  not null default true,
    number         bigint   not null,
    block_hash     bytea    not null,
    digest         bytea    not null,
    signers        bytea[]  not null,
    trusted_block  text     null,
    position       bigint   not null,
    constraint pk_snapshot_base primary key (only_row),
    constraint ck_snapshot_base_only_row check (only_row)
);
-- What such a store knows of blocks that it does not hold: hashes for BLOCKHASH, FISCO nonces in their window, headers on which
-- epochs stand.
create table snapshot_hashes (
    number  bigint  not null,
    hash    bytea   not null,
    constraint pk_snapshot_hashes primary key (number)
);
create table snapshot_nonces (
    block_number  bigint  not null,
    nonce         bytea   not null,
    constraint pk_snapshot_nonces primary key (block_number, nonce)
);
create table snapshot_headers (
    number  bigint  not null,
    header  bytea   not null,
    constraint pk_snapshot_headers primary key (number)
);

-- A snapshot that is being loaded: which one, how many chunks are there, and their rows. Nothing reads them until one transaction
-- makes them the store's beginning.
create table snapshot_loading (
    only_row  boolean  not null default true,
    number    bigint   not null,
    digest    bytea    not null,
    chunks    int      not null,
    constraint pk_snapshot_loading primary key (only_row),
    constraint ck_snapshot_loading_only_row check (only_row)
);
create table snapshot_loading_rows (
    key    bytea  not null,
    value  bytea  not null,
    constraint pk_snapshot_loading_rows primary key (key)
);
