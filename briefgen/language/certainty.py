"""stub for now"""
from briefgen.models import Status
def status_of(sentence, said):
    said=said.said; return (said.status, said.cue) if said else ("stated", None)
