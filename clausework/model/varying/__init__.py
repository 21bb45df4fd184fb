"""What varies from school to school besides its terms: the choices that a policy leaves to it.

Values of files alone: what is printed of them is settled in `resolve`.
"""
