"""The addresses of the pages."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from shoumi.server.pages.views import (
    acts,
    adopting,
    journal,
    law,
    own,
    pictures,
    registers,
    screening,
    signing,
    things,
    today,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("sheet/", today.sheet, name="sheet"),
    path("inbox/", own.inbox, name="inbox"),
    path("inbox/read/", own.read_all, name="inbox-read"),
    path("mine/", own.mine, name="mine"),
    path("tray/", own.tray, name="tray"),
    path("find/", own.find, name="find"),
    path("matter/<str:slug>/", own.matter, name="matter"),
    path("act/<str:slug>/", acts.act, name="act"),
    path("act/<str:slug>/may/", acts.ask, name="may"),
    path("seek/<str:kind>/", acts.seek, name="seek"),
    path("thing/<str:kind>/<str:identifier>/", things.thing, name="thing"),
    path("register/<str:kind>/", registers.register, name="register"),
    path("register/<str:kind>/allowed/", registers.allowed, name="allowed"),
    path("register/<str:kind>/keep/", registers.keep_view, name="keep-view"),
    path("register/<str:kind>/ledger/", registers.ledger, name="ledger"),
    path("register/<str:kind>/excel/", registers.excel, name="excel"),
    path("sign/", signing.waiting, name="signing"),
    path("sign/<str:identifier>/", signing.application, name="application"),
    path("pictures/", pictures.holdings, name="pictures"),
    path("pictures/duties/", pictures.duties, name="picture-duties"),
    path("pictures/flow/", pictures.flow, name="picture-flow"),
    path("screen/", screening.screening, name="screening"),
    path("screen/<str:identifier>/", screening.report, name="screened"),
    path("screen/<str:identifier>/progress/", screening.progress, name="screened-progress"),
    path("screen/<str:identifier>/review/", screening.review, name="screened-review"),
    path("screen/<str:identifier>/redact/", screening.redact, name="screened-redact"),
    path("screen/<str:identifier>/forget/", screening.forget, name="screened-forget"),
    path("screen/<str:identifier>/take/<str:what>/", screening.taken, name="screened-take"),
    path("law/", law.shelf, name="law"),
    path("law/compare/", law.compare, name="compare"),
    path("law/gaps/", law.gaps, name="gaps"),
    path("law/<str:pack>/", law.regulation, name="regulation"),
    path("law/<str:pack>/rehearsal/", adopting.rehearsal, name="rehearsal"),
    path("law/<str:pack>/rehearsal/begin/", adopting.begin, name="rehearsal-begin"),
    path("law/<str:pack>/rehearsal/progress/", adopting.progress, name="rehearsal-progress"),
    path("law/<str:pack>/rehearsal/stop/", adopting.stop, name="rehearsal-stop"),
    path("journal/", journal.journal, name="journal"),
    path("journal/<int:number>/", journal.entry, name="entry"),
    path("journal/<int:number>/receipt/", journal.receipt, name="receipt"),
    path("i18n/language/", set_language, name="language"),
]
