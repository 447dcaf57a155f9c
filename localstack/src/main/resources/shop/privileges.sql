-- Two roles for the gateway: one that may read, one that may change rows. Neither may change the
-- schema, make temporary tables, or call what reaches beyond its own transaction.
REVOKE ALL ON DATABASE shop FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE shop TO shop_read, shop_write;
GRANT USAGE ON SCHEMA public TO shop_read, shop_write;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO shop_read, shop_write;
GRANT INSERT, UPDATE, DELETE ON
  employees, customers, addresses, products, orders, order_items, payments TO shop_write;

ALTER ROLE shop_read SET default_transaction_read_only = on;
ALTER ROLE shop_read SET statement_timeout = '60s';
ALTER ROLE shop_write SET statement_timeout = '60s';

DO $$
DECLARE
  routine regprocedure;
BEGIN
  FOR routine IN
    SELECT p.oid FROM pg_catalog.pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND (p.proname ~ '^(lo_|lowrite|loread|pg_(try_)?advisory_|pg_sleep|pg_read_|pg_ls_|pg_stat_file)'
        OR p.proname ~ '^(query|table|cursor|schema|database)_to_xml'
        OR p.proname IN (
          'pg_notify', 'pg_logical_emit_message', 'pg_cancel_backend', 'pg_terminate_backend',
          'pg_export_snapshot', 'txid_current', 'pg_current_xact_id', 'ts_stat'))
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', routine);
  END LOOP;
END $$;
-- So that a statement that takes long can be tried, once somebody has approved it.
GRANT EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) TO shop_write;
