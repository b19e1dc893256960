-- Long values are compressed with LZ4 where the server was built with it: pglz took a twentieth of the server's time under load, mostly
-- for the hexadecimal of long events. Values that are there already stay as they are; both are read alike.
do $$
begin
    if 'lz4' = any (select unnest(enumvals) from pg_settings where name = 'default_toast_compression') then
        alter table mt_events alter column data set compression lz4;
        alter table blocks alter column header set compression lz4;
        alter table transactions alter column raw set compression lz4, alter column output set compression lz4;
        alter table logs alter column data set compression lz4;
        alter table state_versions alter column value set compression lz4;
    end if;
end $$;
