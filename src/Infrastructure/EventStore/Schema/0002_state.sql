-- The world state as versions that are only ever added. With the key first, "the newest version not above h" of one key is
-- one descent of the index, and a key's whole history lies together.
create table state_versions (
    key           bytea   not null,
    block_number  bigint  not null,
    value         bytea   not null,
    constraint pk_state_versions primary key (key, block_number)
);
