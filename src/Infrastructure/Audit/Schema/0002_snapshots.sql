-- A store that began with a snapshot says so in place of an empty or wrong answer about what it does not hold.
-- The block that a group's store began with; 0 when it holds every block.
create function base_block(group_id int default 1) returns bigint language plpgsql stable
    security definer set search_path = pg_catalog, pg_temp as $$
declare
    result bigint;
begin
    if to_regclass(audit.group_schema(group_id) || '.snapshot_base') is not null then
        execute format('select number from %s.snapshot_base', audit.group_schema(group_id)) into result;
    end if;
    return coalesce(result, 0);
end
$$;

-- The newest version of a state key not above a height; null height means now.
create or replace function state_value(key bytea, as_of bigint default null, group_id int default 1)
    returns bytea language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    result bytea;
begin
    if as_of is not null then
        if as_of < audit.base_block(group_id) then
            raise exception 'This node started from a snapshot at block %; the state of block % is not kept here. Ask another node.',
                audit.base_block(group_id), as_of;
        end if;
    end if;
    execute format(
        'select value from %s.state_versions where key = $1 and block_number <= coalesce($2, 9223372036854775807) '
        'order by block_number desc limit 1', audit.group_schema(group_id))
    into result using key, as_of;
    return nullif(result, ''::bytea);
end
$$;

-- What an ERC-20 token's Transfer logs say that a holder has: received less sent. Only where all logs are.
create or replace function token_balance(token text, holder text, as_of bigint default null, group_id int default 1)
    returns numeric language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    result numeric;
begin
    if audit.base_block(group_id) > 0 then
        raise exception 'This node started from a snapshot at block %; the logs up to it are not kept here. Ask another node, '
            'or call the token''s balanceOf.', audit.base_block(group_id);
    end if;
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
