-- What was read long ago is cleared away in small pieces: found without a look at what nobody has read.
create index notifications_read on notifications (read_at) where read_at is not null;
