namespace Octopus.Instances;

/// <summary>The machine's index of one application's instances.</summary>
public interface IInstanceStore
{
    /// <summary>The application whose instances these are.</summary>
    Application Application { get; }

    /// <summary>Every record, and every file that should be one and is not.</summary>
    InstanceIndex Read();

    /// <summary>
    /// Keeps every other program from changing instances until disposed. A command that checks and then writes holds it around both.
    /// </summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.Busy"/>.</exception>
    IDisposable Lock();

    /// <summary>Throws what <see cref="Add"/> would throw for a name that is taken, and changes nothing.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.AlreadyExists"/>.</exception>
    void RequireFree(InstanceRecord record);

    /// <summary>Adds a record.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.AlreadyExists"/> or <see cref="InstanceError.Busy"/>.</exception>
    void Add(InstanceRecord record);

    /// <summary>Gives an instance another name, or another place for its configuration. It is in the index all the time.</summary>
    /// <param name="name">Its name until now.</param>
    /// <param name="record">What its record is to say.</param>
    /// <exception cref="InstanceException">
    /// <see cref="InstanceError.NotFound"/>, <see cref="InstanceError.AlreadyExists"/> or <see cref="InstanceError.Busy"/>.
    /// </exception>
    void Rename(string name, InstanceRecord record);

    /// <summary>Removes a record. Configuration and home of the instance stay.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.NotFound"/> or <see cref="InstanceError.Busy"/>.</exception>
    void Remove(string name);
}
