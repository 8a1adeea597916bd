"""What the framework does not say in Chinese of passwords."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class MinimumLength(MinimumLengthValidator):
    """Refuse short passwords in words of ours: the framework's translation lacks this sentence since 5.2."""

    def get_error_message(self) -> str:
        """Say how long a password must be.

        >>> MinimumLength(10).get_error_message()
        '密码太短，至少要有 10 个字符。'
        """
        return f"密码太短，至少要有 {self.min_length} 个字符。"
