"""What leaves the service in other forms: tables, the digest on paper, and reports beside each other.

Everything here is computed from one record with its review (``rows``, ``paper``) or from a few of them
(``comparison``), never from the store: whoever asks brings them one by one, so memory stays bounded.
"""
