-- What people and auditors read, with names that stay. Bytes are 0x hexadecimal text; amounts are numeric, in wei.
-- Every function takes the group's number last, 1 unless said otherwise, and reads only that group's schema.
create function to_bytes(text) returns bytea language sql immutable strict parallel safe as $$
    select decode(regexp_replace(lower($1), '^0x', ''), 'hex')
$$;

create function to_hex(bytea) returns text language sql immutable strict parallel safe as $$
    select '0x' || encode($1, 'hex')
$$;

-- A big-endian unsigned integer, seven bytes at a time because eight may not fit a bigint.
create function to_numeric(bytes bytea) returns numeric language plpgsql immutable strict parallel safe as $$
declare
    padded bytea := decode(repeat('00', (7 - length(bytes) % 7) % 7), 'hex') || bytes;
    result numeric := 0;
begin
    for i in 0 .. length(padded) / 7 - 1 loop
        result := result * 72057594037927936
            + ('x' || encode(substr(padded, i * 7 + 1, 7), 'hex'))::bit(56)::bigint;
    end loop;
    return result;
end
$$;

-- The items of a stored account, RLP [nonce, balance, code hash]; each is a short string.
create function account_items(value bytea) returns bytea[] language plpgsql immutable strict parallel safe as $$
declare
    at int := case when get_byte(value, 0) >= 248 then 1 + get_byte(value, 0) - 247 else 1 end;
    prefix int;
    items bytea[] := '{}';
begin
    while at < length(value) loop
        prefix := get_byte(value, at);
        if prefix < 128 then
            items := items || substr(value, at + 1, 1);
            at := at + 1;
        else
            items := items || substr(value, at + 2, prefix - 128);
            at := at + 1 + prefix - 128;
        end if;
    end loop;
    return items;
end
$$;

create function group_schema(group_id int) returns text language sql immutable strict parallel safe as $$
    select format('%I', 'group_' || group_id)
$$;

-- The newest version of a state key not above a height; null height means now.
create function state_value(key bytea, as_of bigint default null, group_id int default 1)
    returns bytea language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    result bytea;
begin
    execute format(
        'select value from %s.state_versions where key = $1 and block_number <= coalesce($2, 9223372036854775807) '
        'order by block_number desc limit 1', audit.group_schema(group_id))
    into result using key, as_of;
    return nullif(result, ''::bytea);
end
$$;

-- The balance of an account in wei; zero when it does not exist.
create function balance(address text, as_of bigint default null, group_id int default 1)
    returns numeric language sql stable as $$
    select coalesce(
        audit.to_numeric((audit.account_items(
            audit.state_value('\x01'::bytea || audit.to_bytes(address), as_of, group_id)))[2]), 0)
$$;

-- A storage slot of a contract as 32 bytes; zero when it was never written.
create function storage(address text, slot text, as_of bigint default null, group_id int default 1)
    returns text language sql stable as $$
    select '0x' || lpad(encode(coalesce(audit.state_value(
        '\x02'::bytea || audit.to_bytes(address)
            || audit.to_bytes(lpad(regexp_replace(lower(slot), '^0x', ''), 64, '0')),
        as_of, group_id), ''::bytea), 'hex'), 64, '0')
$$;

-- What an ERC-20 token's Transfer logs say that a holder has: received less sent.
create function token_balance(token text, holder text, as_of bigint default null, group_id int default 1)
    returns numeric language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    result numeric;
begin
    execute format(
        'select coalesce(sum(case when topic2 = $2 then audit.to_numeric(data) else 0 end '
        '- case when topic1 = $2 then audit.to_numeric(data) else 0 end), 0) from %1$s.logs '
        'where address = $1 and block_number <= coalesce($3, 9223372036854775807) '
        'and topic0 = (select transfer_topic from %1$s.store_identity) and (topic1 = $2 or topic2 = $2) '
        'and topic3 is null and length(data) = 32', audit.group_schema(group_id))
    into result
    using audit.to_bytes(token), decode(repeat('00', 12), 'hex') || audit.to_bytes(holder), as_of;
    return result;
end
$$;

create table transaction_statuses (
    status int  not null,
    name   text not null,
    constraint pk_transaction_statuses primary key (status)
);
