-- The interfaces of contracts that this node was told of: the projection of the stream 'abis', written in the statement that appends to
-- it. The JSON stays as it was given, which jsonb would not keep.
create table contract_abis (
    address        bytea        not null,
    version        bigint       not null,
    registered_at  timestamptz  not null,
    abi            json         not null,
    constraint pk_contract_abis primary key (address)
);

insert into mt_streams (id, version) values ('abis', 0);
