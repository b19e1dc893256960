-- Projections of the ledger stream, written in the transaction that appends it. Bytes are bytea; the views of schema audit
-- show them as hexadecimal text. No foreign keys: the one writer derives every row from the event beside it.
create table blocks (
    number               bigint  not null,
    hash                 bytea   not null,
    parent_hash          bytea   not null,
    timestamp_ms         bigint  not null,
    sealer               int     not null,
    gas_used             bigint  not null,
    size_bytes           int     not null,
    transactions         int     not null,
    transactions_total   bigint  not null,
    failed_total         bigint  not null,
    last_position        bigint  not null,
    header               bytea   not null,
    seals                bytea   not null,
    transaction_hashes   bytea   not null,
    constraint pk_blocks primary key (number)
);
create unique index ix_blocks_hash on blocks (hash);
-- Hashes and signatures do not compress; trying costs processor time.
alter table blocks alter column transaction_hashes set storage external;
alter table blocks alter column seals set storage external;

create table transactions (
    block_number         bigint         not null,
    transaction_index    int            not null,
    kind                 smallint       not null,
    status               int            not null,
    gas_used             bigint         not null,
    remaining_gas        bigint         not null,
    cumulative_gas_used  bigint         not null,
    first_log_index      int            not null,
    logs                 int            not null,
    value                numeric(78,0)  not null,
    hash                 bytea          not null,
    sender               bytea          not null,
    recipient            bytea          null,
    contract_address     bytea          null,
    nonce                bytea          not null,
    output               bytea          not null,
    raw                  bytea          not null,
    constraint pk_transactions primary key (block_number, transaction_index)
);
create unique index ix_transactions_hash on transactions (hash);
create index ix_transactions_sender on transactions (sender, block_number, transaction_index);
create index ix_transactions_recipient on transactions (recipient, block_number, transaction_index) where recipient is not null;
create index ix_transactions_contract on transactions (contract_address) where contract_address is not null;

create table logs (
    block_number       bigint  not null,
    log_index          int     not null,
    transaction_index  int     not null,
    address            bytea   not null,
    topic0             bytea   null,
    topic1             bytea   null,
    topic2             bytea   null,
    topic3             bytea   null,
    data               bytea   not null,
    constraint pk_logs primary key (block_number, log_index)
);
-- Nearly every question names the contract. A question that names only topics reads the blocks of its range in order: an index
-- on topic0 would cost 1.6 us a log and one on topic1 10 us, beside 5 us for the row with both indexes here.
create index ix_logs_address on logs (address, block_number, log_index);

-- Which chain this schema holds; one row.
create table store_identity (
    only_row        boolean  not null default true,
    genesis_hash    bytea    not null,
    transfer_topic  bytea    not null,
    constraint pk_store_identity primary key (only_row),
    constraint ck_store_identity_only_row check (only_row)
);
