-- As which file a report is sent: text for other programs, a workbook, or pages to read.
alter table report_schedules add column format text not null default 'csv';
alter table report_schedules add constraint report_schedules_format check (format in ('csv', 'xlsx', 'pdf'));
