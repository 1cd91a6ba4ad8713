"""What a cell can hold, for hypothesis; how long an example takes is not what these tests ask."""

from hypothesis import settings
from hypothesis import strategies as st

settings.register_profile("pijar", deadline=None)
settings.load_profile("pijar")

SEL = st.one_of(
    st.none(),
    st.text(),
    st.text(alphabet="0123456789Oo .,-/'E+lI\u200b\xa0", max_size=24),
    st.text(alphabet="abcRTWrtwpKEL .,/()'=@-0123456789", max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)
