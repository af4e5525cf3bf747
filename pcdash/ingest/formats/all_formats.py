"""Every published format that is known, in the order in which people read of them.

A file belongs to one of them at most, so the order decides nothing else.
"""

from pcdash.ingest.formats import (
    activity,
    appointments,
    bi_workbook,
    boundaries,
    cqc,
    fingertips,
    list_sizes,
    lookups,
    ods,
    payments,
    qof_achievement,
    qof_domains,
    qof_organisations,
    qof_raw,
    qof_workbooks,
    survey,
    workforce,
)
from pcdash.ingest.formats.registry import Format

FORMATS: tuple[Format, ...] = (
    *ods.FORMATS,
    *list_sizes.FORMATS,
    *qof_workbooks.FORMATS,
    *qof_domains.FORMATS,
    *qof_raw.FORMATS,
    *qof_organisations.FORMATS,
    *qof_achievement.FORMATS,
    *payments.FORMATS,
    *cqc.FORMATS,
    *activity.FORMATS,
    *fingertips.FORMATS,
    *survey.FORMATS,
    *appointments.FORMATS,
    *workforce.FORMATS,
    *bi_workbook.FORMATS,
    *boundaries.FORMATS,
    *lookups.FORMATS,
)
