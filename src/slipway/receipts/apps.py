from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "slipway.receipts"
    label = "receipts"

    def ready(self) -> None:
        from slipway.lms.key_sets.rotate_tool_keys import after_leaks  # noqa: PLC0415  # models are there only now
        from slipway.receipts.issuing import issue_receipt  # noqa: PLC0415
        from slipway.receipts.public_keys import make_key_ready, withdraw_keys  # noqa: PLC0415
        from slipway.submissions.grading import after_grading, before_grading  # noqa: PLC0415

        before_grading.append(make_key_ready)
        after_grading.append(issue_receipt)
        after_leaks.append(withdraw_keys)
