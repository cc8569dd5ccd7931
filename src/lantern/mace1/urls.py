"""MACE 1: agendas, children in a meeting, actions."""

from django.urls import path

from lantern.mace1.views import acting, agenda, item, minutes, returns

app_name = "mace1"
urlpatterns = [
    path("meetings/<uuid:meeting>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<uuid:meeting>/returns/", returns.returns, name="returns"),
    path("meetings/<uuid:meeting>/returns/save/", returns.save_return, name="save_return"),
    path("meetings/<uuid:meeting>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<uuid:meeting>/papers/<slug:paper>/", minutes.take_out, name="take_out"),
    path("mace1/discussion/<uuid:item>/amend/", minutes.amend, name="amend"),
    path("mace1/discussion/<uuid:item>/dissent/", minutes.dissent, name="dissent"),
    path("mace1/discussion/<uuid:item>/", item.item, name="item"),
    path("mace1/discussion/<uuid:item>/save/", item.save_section, name="save_section"),
    path("mace1/discussion/<uuid:item>/now/", item.now, name="now"),
    path("mace1/actions/<uuid:asked>/done/", acting.finish, name="finish_action"),
    path("mace1/actions/<uuid:asked>/tell/", acting.tell, name="tell_action"),
    path("mace1/actions/<uuid:asked>/drop/", acting.drop, name="drop_action"),
]
