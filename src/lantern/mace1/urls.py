"""MACE 1: agendas, children in a meeting, actions."""

from django.urls import path

from lantern.mace1.views import (
    acting,
    action_log,
    agenda,
    cases,
    item,
    minutes,
    proposals,
    requests,
    returns,
    template,
    tracker,
)

app_name = "mace1"
urlpatterns = [
    path("meetings/<uuid:meeting>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<uuid:meeting>/returns/", returns.returns, name="returns"),
    path("meetings/<uuid:meeting>/returns/save/", returns.save_return, name="save_return"),
    path("meetings/<uuid:meeting>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<uuid:meeting>/papers/<slug:paper>/", minutes.take_out, name="take_out"),
    path("mace1/discussion/<uuid:item>/amend/", minutes.amend, name="amend"),
    path("mace1/discussion/<uuid:item>/dissent/", minutes.dissent, name="dissent"),
    path("meetings/<uuid:meeting>/proposals/", proposals.proposals, name="proposals"),
    path("meetings/tracker/", tracker.tracker, name="tracker"),
    path("meetings/tracker/save/", tracker.save_view, name="save_view"),
    path("meetings/tracker/<uuid:saved>/forget/", tracker.forget_view, name="forget_view"),
    path("mace1/cases/<uuid:case>/", cases.case, name="case"),
    path("mace1/templates/<uuid:template>/", template.template, name="template"),
    path("mace1/templates/<uuid:template>/save/", template.save_part, name="save_template"),
    path("mace1/templates/<uuid:template>/word/", template.to_word, name="template_to_word"),
    path("mace1/templates/<uuid:template>/from-word/", template.from_word, name="template_from_word"),
    path("mace1/of/<uuid:child>/ask/", requests.ask, name="ask"),
    path("mace1/requests/<uuid:asked>/", requests.asked, name="request"),
    path("mace1/requests/<uuid:asked>/decide/", requests.decide, name="decide"),
    path("mace1/requests/<uuid:asked>/accept/", requests.accept, name="accept"),
    path("mace1/requests/<uuid:asked>/take-back/", requests.take_back, name="take_back"),
    path("mace1/requests/<uuid:asked>/dissent/", requests.dissent, name="dissent_request"),
    path("mace1/agendas/<uuid:item>/defer/", proposals.defer, name="defer"),
    path("mace1/discussion/<uuid:item>/", item.item, name="item"),
    path("mace1/discussion/<uuid:item>/save/", item.save_section, name="save_section"),
    path("mace1/discussion/<uuid:item>/now/", item.now, name="now"),
    path("meetings/actions/", action_log.log, name="actions"),
    path("mace1/actions/<uuid:asked>/", action_log.action, name="action"),
    path("mace1/actions/<uuid:asked>/done/", acting.finish, name="finish_action"),
    path("mace1/actions/<uuid:asked>/tell/", acting.tell, name="tell_action"),
    path("mace1/actions/<uuid:asked>/drop/", acting.drop, name="drop_action"),
]
