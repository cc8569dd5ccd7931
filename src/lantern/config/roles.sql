-- The three roles of Lantern, and what they may not do. Run as a superuser:  lantern sql-roles | sudo -u postgres psql
-- Running it again changes nothing. Give each role its password afterwards:  \password lantern_owner
SET client_min_messages = warning;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lantern_owner') THEN CREATE ROLE lantern_owner LOGIN; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lantern_app') THEN CREATE ROLE lantern_app LOGIN; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'lantern_backup') THEN CREATE ROLE lantern_backup LOGIN; END IF;
END $$;
ALTER ROLE lantern_owner NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION;
ALTER ROLE lantern_app NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION NOCREATEDB;
ALTER ROLE lantern_backup NOSUPERUSER BYPASSRLS NOCREATEROLE NOREPLICATION NOCREATEDB;
GRANT pg_read_all_data TO lantern_backup;

-- PostgreSQL quotes statements that fail or take long in its log, with the names in them. Not those of Lantern:
ALTER ROLE lantern_app SET log_min_messages = 'fatal';
ALTER ROLE lantern_app SET log_min_error_statement = 'panic';
ALTER ROLE lantern_app SET log_statement = 'none';
ALTER ROLE lantern_app SET log_min_duration_statement = -1;
ALTER ROLE lantern_owner SET log_min_messages = 'fatal';
ALTER ROLE lantern_owner SET log_statement = 'none';
ALTER ROLE lantern_owner SET log_min_duration_statement = -1;
ALTER ROLE lantern_backup SET log_statement = 'none';
ALTER ROLE lantern_backup SET log_min_duration_statement = -1;
ALTER ROLE lantern_backup SET default_transaction_read_only = on;
ALTER ROLE lantern_backup SET statement_timeout = 0;
