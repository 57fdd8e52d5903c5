import Storage
import Synchronization
