/** For a small machine that the database shares with the server; `durable: false` trades safety of the data for speed. */
export const settings = (durable: boolean): Record<string, string | number> => ({
  listen_addresses: '127.0.0.1',
  // A socket's path is limited to 107 bytes, a data folder's is not.
  unix_socket_directories: '',
  max_connections: 60,
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: 1.1,
  jit: 'off',
  // Nobody replicates from here: bulk loads into new tables need no log of every row.
  wal_level: 'minimal',
  max_wal_senders: 0,
  min_wal_size: '128MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_duration_statement: '2s',
  // Values are people's data.
  log_parameter_max_length: 0,
  ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
});
