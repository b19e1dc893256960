-- One select a group; {views} of all groups are joined by union all.
-- blocks
select {id}::int as group_id, number as block_number, audit.to_hex(hash) as hash, audit.to_hex(parent_hash) as parent_hash,
    to_timestamp(timestamp_ms / 1000.0) as block_time, sealer, transactions, gas_used, size_bytes, last_position as position
from {schema}.blocks
-- transactions
select {id}::int as group_id, t.block_number, t.transaction_index, to_timestamp(b.timestamp_ms / 1000.0) as block_time,
    audit.to_hex(t.hash) as hash, audit.to_hex(t.sender) as sender, audit.to_hex(t.recipient) as recipient,
    audit.to_hex(t.contract_address) as contract_address, t.value, audit.to_numeric(t.nonce) as nonce,
    case t.kind when 0 then 'legacy' when 1 then 'access_list' when 2 then 'dynamic_fee' when 4 then 'set_code'
        when 128 then 'fisco' else t.kind::text end as kind,
    t.status, coalesce(s.name, t.status::text) as status_name, t.gas_used, audit.to_hex(t.output) as output,
    audit.to_hex(t.raw) as raw
from {schema}.transactions t join {schema}.blocks b on b.number = t.block_number
    left join audit.transaction_statuses s on s.status = t.status
-- logs
select {id}::int as group_id, l.block_number, l.log_index, l.transaction_index, audit.to_hex(l.address) as address,
    audit.to_hex(l.topic0) as topic0, audit.to_hex(l.topic1) as topic1, audit.to_hex(l.topic2) as topic2,
    audit.to_hex(l.topic3) as topic3, audit.to_hex(l.data) as data
from {schema}.logs l
-- accounts
select {id}::int as group_id, audit.to_hex(substr(n.key, 2)) as address, audit.to_numeric(n.items[1]) as nonce,
    audit.to_numeric(n.items[2]) as balance, nullif(audit.to_hex(n.items[3]), '0x') as code_hash,
    n.first_block, n.last_block
from (
    select distinct on (key) key, audit.account_items(nullif(value, ''::bytea)) as items, block_number as last_block,
        min(block_number) over (partition by key) as first_block
    from {schema}.state_versions where key > '\x01' and key < '\x02' order by key, block_number desc
) n where n.items is not null
-- contract_abis
select {id}::int as group_id, audit.to_hex(address) as address, registered_at, abi
from {schema}.contract_abis
-- snapshots
select {id}::int as group_id, number as block_number, audit.to_hex(block_hash) as hash, audit.to_hex(digest) as digest,
    (select array_agg(audit.to_hex(signer)) from unnest(signers) as signed (signer)) as signers, trusted_block, position
from {schema}.snapshot_base
