#!/usr/bin/env bash
# On the first start of the database: the owner of the tables, and the server's own role, which owns nothing.
set -euo pipefail
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
  --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
create role console_owner login nosuperuser nobypassrls nocreaterole nocreatedb password :'owner_password';
create role console_app login nosuperuser nobypassrls nocreaterole nocreatedb password :'app_password';
-- However the server connects, nothing of it lasts for ever; requests ask for less themselves.
alter role console_app set statement_timeout = '5min';
alter role console_app set lock_timeout = '30s';
alter role console_app set idle_in_transaction_session_timeout = '60s';
create database console owner console_owner;
revoke all on database console from public;
grant connect on database console to console_app;
SQL
