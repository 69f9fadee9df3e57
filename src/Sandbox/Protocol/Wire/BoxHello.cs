namespace R1Code.Sandbox.Protocol.Wire;

/// <summary>What a box says of itself when it is ready.</summary>
public sealed record BoxHello
{
    /// <summary>Version of this protocol; host and image are built together, so another number is an error.</summary>
    public const int Version = 2;

    /// <summary><c>compiler</c> or <c>runner</c>.</summary>
    public required string Role { get; init; }

    /// <summary><c>fork</c> or <c>cold</c>: the lane that tests take; empty for the compiler.</summary>
    public string Lane { get; init; } = "";

    /// <summary>What the self-test found, for the doctor: why the fork lane is off, which filters are missing.</summary>
    public string Notes { get; init; } = "";

    /// <summary>The payload.</summary>
    public byte[] Encode()
    {
        var writer = new PayloadWriter(256);
        writer.Int32(Version);
        writer.String(Role);
        writer.String(Lane);
        writer.String(Notes);
        return writer.Written.ToArray();
    }

    /// <summary>Reads the payload.</summary>
    /// <exception cref="InvalidDataException">Another version, or no hello.</exception>
    public static BoxHello Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        var version = reader.Int32();
        if (version != Version)
        {
            throw new InvalidDataException($"the box speaks protocol {version}, this program {Version}");
        }

        return new BoxHello
        {
            Role = reader.String(),
            Lane = reader.String(),
            Notes = reader.String(),
        };
    }
}
