"""Fields and widgets that the forms here share."""

from crispy_forms.helper import FormHelper


def tanpa_form_tag() -> FormHelper:
    """A helper without form tag and token: the template writes these and the buttons."""
    pembantu = FormHelper()
    pembantu.form_tag = False
    pembantu.disable_csrf = True
    return pembantu
