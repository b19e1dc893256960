namespace Ledger.Network.Wire;

/// <summary>Why a node ends a session. Append only: the numbers go over the wire.</summary>
internal enum RefusalCode : byte
{
    NoCertificate = 1,
    UnknownAuthority = 2,
    Expired = 3,
    NotYetValid = 4,
    CertificateUse = 5,
    IdentityBinding = 6,
    NotMember = 7,
    ProtocolVersion = 8,
    OtherChain = 9,
    SelfConnection = 10,
    IdentityTwice = 11,
    DuplicateLink = 12,
    ProtocolViolation = 13,
    Banned = 14,
    Silent = 15,
    Stopping = 16,
    CertificateUnusable = 17,
}
