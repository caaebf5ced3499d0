"""Addresses of the office. They hold numbers of nominations and keys of units, never names."""

from __future__ import annotations

from django.urls import path

from chucai.web.office.views import (
    bulk,
    case,
    contacts,
    control,
    letters,
    nominations,
    panel,
    people,
    places,
    recusals,
    stages,
    swap,
    units,
)

app_name = "office"
HERE = "rounds/<str:round_id>/office/"

urlpatterns = [
    path(HERE, control.control, name="control"),
    path(f"{HERE}remind/<str:whom>", control.nudge, name="nudge"),
    path(f"{HERE}nominations/", nominations.listing, name="nominations"),
    path(f"{HERE}nominations.csv", nominations.export, name="nominations-csv"),
    path(f"{HERE}nominations/several", bulk.bulk, name="bulk"),
    path(f"{HERE}nominations/<str:nomination>/", case.case, name="case"),
    path(f"{HERE}nominations/<str:nomination>/evidence/<str:digest>/", case.document, name="document"),
    path(f"{HERE}nominations/<str:nomination>/<str:kind>", case.step, name="step"),
    path(f"{HERE}stages/", stages.stages, name="stages"),
    path(f"{HERE}stages/<str:stage>/extend", stages.extend, name="extend"),
    path(f"{HERE}stages/<str:stage>/<str:kind>", stages.lead, name="lead"),
    path(f"{HERE}panel/", panel.panel, name="panel"),
    path(f"{HERE}panel/assign/<str:what>", panel.assign, name="assign"),
    path(f"{HERE}panel/readers/", swap.swap, name="swap"),
    path(f"{HERE}panel/contacts/", contacts.listing, name="contacts"),
    path(f"{HERE}panel/recusals/", recusals.recusals, name="recusals"),
    path(f"{HERE}panel/recusals/<str:assessor>/<str:nomination>/", recusals.lift, name="lift"),
    path(f"{HERE}people/", people.people, name="people"),
    path(f"{HERE}people/end", people.dismiss, name="dismiss"),
    path(f"{HERE}people/link", people.link, name="link"),
    path(f"{HERE}letters/", letters.letters, name="letters"),
    path(f"{HERE}letters/again", letters.again, name="letters-again"),
    path(f"{HERE}places/", places.places, name="places"),
    path(f"{HERE}places/template.xlsx", units.template, name="units-template"),
    path(f"{HERE}places/upload", units.upload, name="units-upload"),
    path(f"{HERE}places/issue", places.issue, name="issue"),
    path(f"{HERE}places/transfer", places.transfer, name="transfer"),
]
